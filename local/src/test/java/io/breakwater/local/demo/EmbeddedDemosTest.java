package io.breakwater.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/// The five patterns on the whole gateway, in one process with the simulated Bedrock.
class EmbeddedDemosTest {

    @Test
    @Timeout(120)
    void all_five_patterns_hold_on_the_embedded_gateway() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = new CommandLine(new LocalDemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("all", "--json");

        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString().lines()).hasSize(5);
        String fallback = out.toString().lines().skip(2).findFirst().orElseThrow();
        assertThat(new ObjectMapper().readTree(fallback).path("byModel").toString())
                .isEqualTo("{\"anthropic.claude-haiku-4-5-20251001-v1:0\":7,\"anthropic.claude-sonnet-4-6\":3}");
    }
}
