/// What is put to models, in each language that models speak, and what they answer with.
@NullMarked
package io.breakwater.dialect.body;

import org.jspecify.annotations.NullMarked;
