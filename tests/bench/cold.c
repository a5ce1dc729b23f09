/* cold N COMMAND A… -- COMMAND B…: the median wall time, in ms, of running each N times by turns, output dropped: "A B". */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run(char **argv)
{
	int status;
	double begun = now();
	pid_t pid = fork();
	if (!pid) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, 0);
		dup2(null, 1);
		execv(argv[0], argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		fprintf(stderr, "cold: %s failed\n", argv[0]);
		exit(1);
	}
	return now() - begun;
}

static int cmp(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 0, split = 2;
	while (split < argc && strcmp(argv[split], "--"))
		split++;
	if (n < 1 || split + 1 >= argc)
		return 2;
	argv[split] = NULL;
	double *a = calloc((size_t)n, sizeof(double)), *b = calloc((size_t)n, sizeof(double));
	for (int i = -2; i < n; i++) { /* the first two warm the page cache */
		double x = run(argv + 2), y = run(argv + split + 1);
		if (i >= 0) {
			a[i] = x;
			b[i] = y;
		}
	}
	qsort(a, (size_t)n, sizeof(double), cmp);
	qsort(b, (size_t)n, sizeof(double), cmp);
	printf("%.2f %.2f\n", a[n / 2], b[n / 2]);
	free(a);
	free(b);
	return 0;
}
