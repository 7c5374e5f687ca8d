/// The Cohere dialect: Chat.
@NullMarked
package io.breakwater.dialect.cohere;

import org.jspecify.annotations.NullMarked;
