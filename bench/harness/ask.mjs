/**
 * Questions over a child process's channel, numbered so that answers find their way back.
 * @param {{ send(message: unknown): unknown, on(event: 'message', listener: (message: any) => void): unknown }} peer
 */
export const questionsTo = (peer) => {
  const waiting = new Map();
  let asked = 0;
  peer.on('message', ({ id, value }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  return (order, argument) =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      peer.send({ id: asked, order, argument });
    });
};
