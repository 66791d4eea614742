// SPDX-License-Identifier: Apache-2.0

/** Limits of a project; undefined: none. */
export interface Limits {
  readonly instances?: number | undefined;
  readonly cores?: number | undefined;
  /** MiB */
  readonly ramMiB?: number | undefined;
}

export interface Shape {
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
}

/** A limit that no mix of the shapes reaches. */
export interface Unreachable {
  readonly limit: keyof Limits;
  readonly quota: number;
  /** No mix takes more. */
  readonly most: number;
  /** The limit that is used up first. */
  readonly by: keyof Limits;
}

const dimensions = ["instances", "cores", "ramMiB"] as const;

/**
 * Limits of which a whole VM's worth stays unused whatever mix of the shapes is started. Sound, not complete: for each pair
 * of limits the most that one lets take of the other is `quota × the best ratio of any shape`, and no mix takes more.
 */
export function unreachableLimits(limits: Limits, shapes: readonly Shape[]): Unreachable[] {
  const usable = shapes.filter((shape) =>
    dimensions.every((each) => sizeOf(shape, each) <= (limits[each] ?? Infinity)),
  );
  if (usable.length === 0) return [];
  return dimensions.flatMap((limit): Unreachable[] => {
    const quota = limits[limit];
    if (quota === undefined) return [];
    const bounds = dimensions.flatMap((by) => {
      const other = limits[by];
      if (by === limit || other === undefined) return [];
      const ratio = Math.max(...usable.map((shape) => sizeOf(shape, limit) / sizeOf(shape, by)));
      return [{ by, most: Math.floor(other * ratio) }];
    });
    const [tightest] = bounds.toSorted((a, b) => a.most - b.most);
    const smallest = Math.min(...usable.map((shape) => sizeOf(shape, limit)));
    return tightest !== undefined && quota - tightest.most >= smallest ? [{ limit, quota, ...tightest }] : [];
  });
}

function sizeOf({ vcpus, ram }: Shape, dimension: keyof Limits): number {
  return dimension === "instances" ? 1 : dimension === "cores" ? vcpus : ram;
}
