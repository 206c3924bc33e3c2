/** What only the service reads of a route: sentences for openapi.json, its policy, the codes it may answer. */
const SERVICE_ONLY = new Set(['summary', 'policy', 'errors']);

/**
 * Leaves out of the phone's bundle what no phone reads: each route is named once for both sides, and the
 * main package has one megabyte (platform limit: 2 MB; ours: 1 MB).
 */
module.exports = function leanContracts({ types: t }) {
  return {
    name: 'lean-contracts',
    visitor: {
      CallExpression({ node }) {
        const [spec] = node.arguments;
        if (!t.isIdentifier(node.callee, { name: 'route' }) || !t.isObjectExpression(spec)) return;
        spec.properties = spec.properties.filter(
          (one) =>
            !(t.isObjectProperty(one) && t.isIdentifier(one.key) && SERVICE_ONLY.has(one.key.name)),
        );
      },
    },
  };
};
