/// Who calls: API keys, what is stored of them, and the verdict on one that is presented.
@NullMarked
package io.breakwater.identity;

import org.jspecify.annotations.NullMarked;
