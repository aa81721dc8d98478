/** The names of what every folder of evidence has: the list of all other files, the model, and the answers. */
export const listName = 'evidence.json';
export const modelName = 'model.segl';
export const answersName = 'answers.json';
