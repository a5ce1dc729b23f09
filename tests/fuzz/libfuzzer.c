/* The way in for clang's libFuzzer: one program a target, chosen when it is compiled (FUZZ_TARGET). */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct fuzz_target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_open();
	atexit(fuzz_close);
	for (int i = 0; i < fuzz_ntargets; i++)
		if (!strcmp(fuzz_targets[i].name, FUZZ_TARGET))
			target = &fuzz_targets[i];
	return target ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	target->run(data, size);
	return 0;
}
