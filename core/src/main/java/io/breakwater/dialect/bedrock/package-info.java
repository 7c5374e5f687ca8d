/// The Bedrock dialect: Converse and InvokeModel as the AWS SDKs use them, passed through.
@NullMarked
package io.breakwater.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
