# Sexes.
code M: male | males | man | men | boy | boys | masculine
code F: female | females | woman | women | girl | girls | feminine
code X: non binary | nonbinary | other
code U: unknown | unspecified
