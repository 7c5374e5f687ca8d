/// The Anthropic dialect: Messages as Anthropic's SDKs and coding agents speak them.
@NullMarked
package io.breakwater.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
