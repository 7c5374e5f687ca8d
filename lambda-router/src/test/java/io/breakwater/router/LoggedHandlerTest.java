package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.router.runtime.Invocation;
import io.breakwater.router.runtime.StreamingHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What a function's log says, and about whom, written with the log's packaged configuration.
class LoggedHandlerTest {
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:breakwater-dev-router:live";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_LAMBDA_FUNCTION_NAME", "breakwater-dev-router",
            "AWS_LAMBDA_FUNCTION_VERSION", "7",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");

    private final LoggerContext log4j = (LoggerContext) LogManager.getContext(false);
    private final Lines lines =
            new Lines(log4j.getConfiguration().getAppender("Function").getLayout());

    /// Keeps the lines that the function's own appender would have written.
    private static final class Lines extends AbstractAppender {
        private final List<JsonNode> written = new ArrayList<>();

        Lines(Layout<?> layout) {
            super("Lines", null, layout, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            try {
                written.add(new ObjectMapper().readTree(getLayout().toByteArray(event)));
            } catch (IOException noJson) {
                throw new IllegalStateException(noJson);
            }
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        log4j.getConfiguration().getRootLogger().addAppender(lines, Level.ALL, null);
    }

    @AfterEach
    void leave() {
        log4j.getConfiguration().getRootLogger().removeAppender("Lines");
    }

    private static void log(Throwable thrown) {
        LoggerFactory.getLogger("io.breakwater.test").warn("it \"broke\"", thrown);
    }

    private static void serve(String id, StreamingHandler handler) throws Exception {
        byte[] event = "{\"body\":\"a prompt\"}".getBytes(StandardCharsets.UTF_8);
        Instant deadline = Instant.parse("2026-11-22T12:01:00Z");
        new LoggedHandler(handler, ENVIRONMENT, InstantSource.fixed(deadline.minusSeconds(30)))
                .handle(new Invocation(id, ARN, deadline, Optional.empty(), event), null);
    }

    @Test
    void every_line_names_the_function_and_the_invocation_and_none_has_the_event() throws Exception {
        serve("one", (_, _) -> log(new IllegalStateException("closed")));
        serve("two", (_, _) -> log(new IllegalStateException("closed")));

        assertThat(lines.written)
                .extracting(line -> line.path("function_request_id").asText())
                .containsExactly("one", "two");
        JsonNode line = lines.written.getFirst();
        assertThat(line.path("function_name").asText()).isEqualTo("breakwater-dev-router");
        assertThat(line.path("function_arn").asText()).isEqualTo(ARN);
        assertThat(line.path("function_version").asText()).isEqualTo("7");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("io.breakwater.test");
        assertThat(line.path("message").asText()).isEqualTo("it \"broke\"");
        assertThat(line.path("error").path("name").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("error").path("stack").asText()).contains("LoggedHandlerTest");
        assertThat(lines.written.toString()).doesNotContain("a prompt");
    }

    @Test
    void what_is_logged_after_an_invocation_names_none() {
        assertThatThrownBy(() -> serve("one", (_, _) -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);

        log(new IllegalStateException("closed"));

        assertThat(lines.written).hasSize(1);
        assertThat(lines.written.getFirst().path("function_request_id").asText(""))
                .as(lines.written.toString())
                .isEmpty();
    }

    @Test
    void an_invocation_says_how_much_time_is_left() {
        Instant deadline = Instant.parse("2026-11-22T12:01:00Z");
        Invocation invocation = new Invocation("one", ARN, deadline, Optional.empty(), new byte[0]);

        assertThat(left(invocation, deadline.minusMillis(1_500))).isEqualTo(1_500);
        assertThat(left(invocation, deadline.plusSeconds(1))).isZero();
    }

    private static int left(Invocation invocation, Instant now) {
        return new InvocationContext(invocation, ENVIRONMENT, InstantSource.fixed(now)).getRemainingTimeInMillis();
    }
}
