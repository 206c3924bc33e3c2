/**
 * What the service takes this package in by. A name of the built index is a getter for each file that hands it on,
 * three deep, and an answer of an exam asks a dozen times; here it is a value.
 */
module.exports = { ...require('./dist/index.js') };
