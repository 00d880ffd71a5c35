/** Makes `count` calls at once, and goes on when each has answered: with the answers in the order of the calls. */
export function gather<Answer>(
  count: number,
  call: (index: number, done: (answer: Answer) => void) => void,
  done: (answers: readonly Answer[]) => void,
): void {
  const answers = new Map<number, Answer>();
  const finish = (): void => {
    if (answers.size === count) done([...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer));
  };
  if (count === 0) finish();
  for (let index = 0; index < count; index++) {
    call(index, (answer) => {
      answers.set(index, answer);
      finish();
    });
  }
}
