/// Reading a prompt and writing its deterministic answer, in each body format.
@NullMarked
package io.breakwater.simulated.bedrock.answer;

import org.jspecify.annotations.NullMarked;
