/// The OpenAI dialect: chat completions, completions, embeddings and the list of models.
@NullMarked
package io.breakwater.dialect.openai;

import org.jspecify.annotations.NullMarked;
