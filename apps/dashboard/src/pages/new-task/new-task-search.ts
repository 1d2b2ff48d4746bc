/** Of a new task: the template, or the job that it is like. */
export interface NewTaskSearch {
  template?: string;
  like?: string;
}

export function readNewTaskSearch({ template, like }: Record<string, unknown>): NewTaskSearch {
  return {
    ...(typeof template === "string" && template && { template }),
    ...(typeof like === "string" && like && { like }),
  };
}
