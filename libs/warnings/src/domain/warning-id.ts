/** The assignment that a warning's id names: `<rule>.<assignment>.<period>`; rules and periods carry no dot. */
export function assignmentOfWarning(id: string): string {
  return id.slice(id.indexOf('.') + 1, id.lastIndexOf('.'));
}
