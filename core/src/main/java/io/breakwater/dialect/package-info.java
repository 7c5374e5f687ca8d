/// The dialects that clients speak, and their translation to and from the formats of the models' APIs.
@NullMarked
package io.breakwater.dialect;

import org.jspecify.annotations.NullMarked;
