module.exports = {
  plugins: [require('./config/lean-contracts.js')],
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: true,
        compiler: 'webpack5',
        // No hot replacement (config/index.ts): a reload shows what changed.
        hot: false,
        useBuiltIns: process.env.TARO_ENV === 'h5' ? 'usage' : false,
      },
    ],
  ],
};
