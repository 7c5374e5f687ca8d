/// The Bedrock dialect: Converse and ConverseStream as the AWS SDKs speak them, passed through.
@NullMarked
package io.breakwater.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
