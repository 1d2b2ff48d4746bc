/**
 * A body that is read page by page as fast as the reader takes it, and no further once the reader is gone. The first
 * page is read before anything is sent, so that its failure can still be an answer of its own; a later one cuts the
 * body off, which the reader sees.
 */
export async function streamPages(
  pages: AsyncGenerator<string, void, void>,
  onFailure: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string, void> | undefined = await pages.next();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          next ??= await pages.next();
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(next.value));
          next = undefined;
        } catch (error) {
          onFailure(error);
          controller.error(error);
        }
      },
      async cancel() {
        await pages.return();
      },
    },
    { highWaterMark: 0 },
  );
}
