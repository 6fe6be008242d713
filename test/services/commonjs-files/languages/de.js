exports.hello = 'Guten Tag'
