/*
 * The watch. A statement runs in the caller's thread; beside it a thread wakes up every few milliseconds, calls the
 * progress function, looks at the clock and at the cancel flag, and interrupts the statement when it must end. It
 * interrupts again at every turn, since an interrupt that comes before the engine has begun is lost. So cancelling is
 * no more than setting a flag, which a signal handler may do. The flag is taken back by the statement it ended.
 */
#include <errno.h>
#include <time.h>
#include "base/date.h"
#include "engine/duckdb_private.h"
#include "base/banned.h"

#define TURN_NS 10000000L

int mdp_watch_init(struct mdp_engine *e, struct mdp_error *err)
{
	pthread_condattr_t attr;

	if (pthread_condattr_init(&attr))
		return mdp_fail(err, MDP_INTERNAL, "cannot make a condition variable");
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_mutex_init(&e->lock, NULL);
	pthread_cond_init(&e->wake, &attr);
	pthread_condattr_destroy(&attr);
	return 0;
}

void mdp_watch_release(struct mdp_engine *e)
{
	pthread_cond_destroy(&e->wake);
	pthread_mutex_destroy(&e->lock);
}

/* Looks at everything once; true if the statement has to end. */
static bool must_end(struct mdp_engine *e, double start)
{
	if (e->progress && !atomic_load(&e->cancelled)) {
		duckdb_query_progress_type p = duckdb_query_progress(e->con);

		if (e->progress(e->progress_data, p.percentage))
			atomic_store(&e->cancelled, true);
	}
	if (e->timeout_ms > 0 && mdp_clock_ms() - start > e->timeout_ms)
		atomic_store(&e->timed_out, true);
	return atomic_load(&e->cancelled) || atomic_load(&e->timed_out);
}

static void *watch(void *data)
{
	struct mdp_engine *e = data;
	double start = mdp_clock_ms();

	pthread_mutex_lock(&e->lock);
	while (!e->done) {
		struct timespec until;
		bool end;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += TURN_NS;
		if (until.tv_nsec >= 1000000000L) {
			until.tv_nsec -= 1000000000L;
			until.tv_sec++;
		}
		if (pthread_cond_timedwait(&e->wake, &e->lock, &until) != ETIMEDOUT)
			continue;
		pthread_mutex_unlock(&e->lock);
		end = must_end(e, start);
		pthread_mutex_lock(&e->lock);
		if (end && !e->done)
			duckdb_interrupt(e->con);
	}
	pthread_mutex_unlock(&e->lock);
	return NULL;
}

void mdp_watch_start(struct mdp_engine *e)
{
	atomic_store(&e->timed_out, false);
	e->done = false;
	/* without a thread the statement still runs; it can only not be stopped */
	e->watching = pthread_create(&e->watch, NULL, watch, e) == 0;
}

void mdp_watch_stop(struct mdp_engine *e)
{
	if (!e->watching)
		return;
	pthread_mutex_lock(&e->lock);
	e->done = true;
	pthread_cond_signal(&e->wake);
	pthread_mutex_unlock(&e->lock);
	pthread_join(e->watch, NULL);
	e->watching = false;
}
