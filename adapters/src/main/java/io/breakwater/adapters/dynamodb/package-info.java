/// The ledgers in DynamoDB.
@NullMarked
package io.breakwater.adapters.dynamodb;

import org.jspecify.annotations.NullMarked;
