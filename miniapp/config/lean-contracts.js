/**
 * Leaves out of the phone's bundle what no phone reads of a route: sentences for openapi.json, the codes it
 * may answer, and whose it is (but for `public`: those are asked without a token). Each route is named once
 * for both sides, and the main package may have one megabyte.
 */
module.exports = function leanContracts({ types: t }) {
  const isForService = (one) => {
    if (!t.isObjectProperty(one) || !t.isIdentifier(one.key)) return false;
    const { name } = one.key;
    if (name === 'policy') return !t.isStringLiteral(one.value, { value: 'public' });
    return name === 'summary' || name === 'errors';
  };
  return {
    name: 'lean-contracts',
    visitor: {
      CallExpression({ node }) {
        const [spec] = node.arguments;
        if (!t.isIdentifier(node.callee, { name: 'route' }) || !t.isObjectExpression(spec)) return;
        spec.properties = spec.properties.filter((one) => !isForService(one));
      },
    },
  };
};
