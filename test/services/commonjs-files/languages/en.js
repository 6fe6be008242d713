exports.hello = 'Hello'
