import type { ExitCode, Io } from "./io.ts";
export async function handle(_values: Record<string, unknown>, _io: Io): Promise<ExitCode> {
  return 0;
}
