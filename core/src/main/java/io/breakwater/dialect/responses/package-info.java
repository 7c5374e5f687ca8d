/// OpenAI's Responses, as its clients use them, and their translation for models without them.
@NullMarked
package io.breakwater.dialect.responses;

import org.jspecify.annotations.NullMarked;
