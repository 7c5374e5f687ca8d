package io.breakwater.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.PublicNames;
import io.breakwater.event.EventSamples;
import io.breakwater.event.GatewayEvent;
import io.breakwater.routing.OutcomeSamples;
import io.breakwater.settings.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The log lines that saved queries read: every event is written through the log itself.
class LogFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_event_keeps_its_fields_and_levels() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        JsonEvents events = new JsonEvents(new PrintStream(log, true, StandardCharsets.UTF_8), Logging.Level.DEBUG);
        Stream<GatewayEvent> attempts =
                OutcomeSamples.all().stream().map(outcome -> EventSamples.attempt(outcome.label()));
        Stream.concat(EventSamples.all().stream(), attempts).forEach(events);

        Set<String> fields = new TreeSet<>();
        for (String text : log.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode line = JSON.readTree(text);
            String event = line.path("event").asText();
            line.properties().forEach(field -> fields.add(event + "." + field.getKey() + " " + type(field.getValue())));
            fields.add(event + " at level " + line.path("level").asText());
        }
        PublicNames.LOG_FIELDS.are(fields);
    }

    private static String type(JsonNode value) {
        return value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }
}
