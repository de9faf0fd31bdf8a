import type { Interface } from "node:readline";

/**
 * Asks on a terminal, a line a question; `undefined` once the input has ended (Ctrl-D). Lines that are pasted together answer
 * the next questions.
 */
export function asking(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): (question: string) => Promise<string | undefined> {
  const lines: string[] = [];
  let ended = false;
  let opened: Promise<Interface> | undefined;
  let answered: (() => void) | undefined;
  const isOver = (): boolean => ended;
  const open = async (): Promise<Interface> => {
    const { createInterface } = await import("node:readline");
    const terminal = createInterface({ input, output });
    terminal.on("line", (line) => {
      lines.push(line);
      answered?.();
    });
    terminal.on("close", () => {
      ended = true;
      answered?.();
    });
    // Ctrl-C ends the process as it would without a question.
    terminal.on("SIGINT", () => void process.kill(process.pid, "SIGINT"));
    return terminal;
  };
  return async (question) => {
    const terminal = await (opened ??= open());
    if (lines.length === 0 && !ended) {
      terminal.setPrompt(question);
      terminal.resume();
      terminal.prompt();
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      answered = undefined;
      // Nothing keeps the process waiting between questions. One that is closed does not, and throws where it is asked to.
      if (!isOver()) terminal.pause();
    }
    return lines.shift();
  };
}
