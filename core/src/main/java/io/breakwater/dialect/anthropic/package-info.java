/// What Anthropic's clients understand of refusals. Their paths are refused; the language itself is not spoken.
@NullMarked
package io.breakwater.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
