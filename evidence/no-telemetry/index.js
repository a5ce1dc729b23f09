// Stands where Evidence expects its telemetry: the same two functions, which send nothing.
export const logEvent = async () => {};
export const logQueryEvent = async () => {};
