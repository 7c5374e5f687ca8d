/// OpenAI's Responses, as its clients speak them, and their translation to what models take.
@NullMarked
package io.breakwater.dialect.responses;

import org.jspecify.annotations.NullMarked;
