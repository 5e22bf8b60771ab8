// The test's values for each script, and the one way in which a script fails.
const { COLLECTOR_URL: url, WRITE_KEY: key, USER_ID: user } = process.env;

const fail = (why) => {
  console.error(why);
  process.exit(1);
};

process.on('unhandledRejection', fail);

module.exports = { url, key, user, fail };
