exports.volume = 'loud'
