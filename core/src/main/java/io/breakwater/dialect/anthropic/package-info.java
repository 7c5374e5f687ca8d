/// The Anthropic dialect: Messages, as used by Anthropic's SDKs and by coding agents.
@NullMarked
package io.breakwater.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
