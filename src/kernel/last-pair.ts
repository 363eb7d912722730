// What many things have in common is often one and the same object: it is worked out once and remembered for as long as it comes
// again.

/** As `work`, which always says the same of the same two; the last answer is remembered, and is one object for all whom it is for. */
export function lastPair<One, Other, Result>(
  work: (one: One, other: Other) => Result,
): (one: One, other: Other) => Result {
  let last: { readonly one: One; readonly other: Other; readonly result: Result } | undefined;
  return (one, other) => {
    if (last && last.one === one && last.other === other) return last.result;
    const result = work(one, other);
    last = { one, other, result };
    return result;
  };
}
