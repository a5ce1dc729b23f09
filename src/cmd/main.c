/* The program: nothing but the way in. */
#include "cmd/cmd.h"
#include "base/banned.h"

int main(int argc, char **argv)
{
	return mdp_cmd_main(argc, argv);
}
