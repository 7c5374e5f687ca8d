/// The ledgers and the key records in DynamoDB.
@NullMarked
package io.breakwater.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
