/** The analyzer would write its path into the package.json of whatever folder it is started from; ours says it already. */
export default { packagejson: false };
