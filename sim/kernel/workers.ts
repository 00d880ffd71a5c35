/** A counted resource: so many may hold it at once, the others wait in the order in which they came. */
export type Workers = {
  /** Runs `job` as soon as a worker is free, at once if one is. The job calls `release` once when it is through. */
  readonly acquire: (job: (release: () => void) => void) => void;
  readonly waiting: () => number;
};

/** `count` workers, all free. */
export function createWorkers(count: number): Workers {
  let free = count;
  const queue: ((release: () => void) => void)[] = [];

  const start = (job: (release: () => void) => void): void => {
    free--;
    let released = false;
    job(() => {
      if (released) return;
      released = true;
      free++;
      const next = queue.shift();
      if (next) start(next);
    });
  };

  return {
    acquire: (job) => {
      if (free > 0) start(job);
      else queue.push(job);
    },
    waiting: () => queue.length,
  };
}
