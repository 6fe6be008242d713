const AWS = require('aws-sdk')

const table = new AWS.DynamoDB.DocumentClient()

exports.handler = async ({ pathParameters, body }) => {
  const key = { TableName: process.env.TABLE, Key: { id: pathParameters.id } }
  await table.put({ TableName: process.env.TABLE, Item: { ...key.Key, text: body } }).promise()
  const { Item } = await table.get(key).promise()
  return { statusCode: 200, body: Item.text }
}
