/** A counted resource: so many may hold it at once, the others wait in the order in which they came. */
export type Workers = {
  /** Runs `job` as soon as a worker is free, at once if one is. The job calls `release` once when it is through. */
  readonly acquire: (job: Job) => void;
  readonly waiting: () => number;
};

type Job = (release: () => void) => void;

/** `count` workers, all free. */
export function createWorkers(count: number): Workers {
  const queue: Job[] = [];
  let free = count;
  let isStarting = false;

  /** A loop rather than a call from `release`: jobs that are through at once may be many, and the stack is not deep. */
  const startWaiting = (): void => {
    if (isStarting) return;
    isStarting = true;
    while (free > 0 && queue.length > 0) {
      free--;
      queue.shift()?.(once(release));
    }
    isStarting = false;
  };

  const release = (): void => {
    free++;
    startWaiting();
  };

  return {
    acquire: (job) => {
      queue.push(job);
      startWaiting();
    },
    waiting: () => queue.length,
  };
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
