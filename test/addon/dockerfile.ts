// A Dockerfile as its instructions, by stage: comments out, continued lines joined.

export interface Instruction {
  readonly word: string;
  readonly text: string;
}

export interface Stage {
  readonly from: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  /** Before the first stage. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
}

export function parseDockerfile(text: string): Dockerfile {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const instructions = lines.map((line): Instruction => {
    const [, word = '', rest = ''] = /^\s*(\w+)\s+(.*)$/.exec(line) ?? [];
    return { word: word.toUpperCase(), text: rest.trim() };
  });
  const starts = instructions.flatMap(({ word }, index) => (word === 'FROM' ? [index] : []));
  return {
    globals: instructions.slice(0, starts[0]),
    stages: starts.map((start, index) => stageOf(instructions.slice(start, starts[index + 1]))),
  };
}

function stageOf([first, ...instructions]: readonly Instruction[]): Stage {
  const [, from = '', name = ''] = /^(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?$/i.exec(first?.text ?? '') ?? [];
  return { from, name, instructions };
}
