/*
 * versus N PREPARE-A A PREPARE-B B: runs two shell commands in turn, N times, each after its preparation, and prints the
 * median time of each in milliseconds. Only A and B are timed. They alternate, so that a busy moment of the machine meets both.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST 1000

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run(const char *command)
{
	double began = now_ms();
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status) {
		fprintf(stderr, "versus: failed: %s\n", command);
		exit(1);
	}
	return now_ms() - began;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	static double times[2][MOST];
	int n = argc == 6 ? (int)strtol(argv[1], NULL, 10) : 0;

	if (n < 1 || n > MOST) {
		fprintf(stderr, "usage: versus N PREPARE-A A PREPARE-B B\n");
		return 2;
	}
	for (int i = 0; i < n; i++)
		for (int side = 0; side < 2; side++) {
			run(argv[2 + 2 * side]);
			times[side][i] = run(argv[3 + 2 * side]);
		}
	for (int side = 0; side < 2; side++)
		qsort(times[side], (size_t)n, sizeof(double), ascending);
	printf("%.3f %.3f\n", times[0][n / 2], times[1][n / 2]);
	return 0;
}
