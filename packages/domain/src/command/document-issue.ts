/** One fault of a document: its field's path in dots (`steps.0.action.name`, "" for the whole), and what would be taken. */
export interface DocumentIssue {
  path: string;
  message: string;
}
