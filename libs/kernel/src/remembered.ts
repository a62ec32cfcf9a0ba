/** A memory of answers that is emptied when it is full: the same few days are asked for again and again. */
export function remembered<Answer>(size: number, find: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= size) answers.clear();
    const answer = find(key);
    answers.set(key, answer);
    return answer;
  };
}
