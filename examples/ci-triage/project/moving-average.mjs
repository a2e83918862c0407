/** The average of the last `size` values, at each position from the first full window on. */
export const movingAverage = (values, size) => {
  const averages = [];
  for (let end = size; end < values.length; end += 1) {
    const window = values.slice(end - size, end);
    averages.push(window.reduce((sum, value) => sum + value, 0) / size);
  }
  return averages;
};
