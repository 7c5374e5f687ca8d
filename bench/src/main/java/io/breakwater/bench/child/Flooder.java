package io.breakwater.bench.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.bench.http.Post;
import io.breakwater.bench.load.Contender;
import io.breakwater.bench.load.Wave;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The process that sends the flood, separate from the one whose small calls are timed: a wave for each
/// line that it reads, and a JSON line about each.
final class Flooder {
    private static final int PICTURE_BYTES = 3_000_000;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /// @param args the gateway's address, a key, how many prompts make a wave
    public static void main(String[] args) throws Exception {
        Post post = new Post(URI.create(args[0]), "/v1/chat/completions", "Bearer " + args[1], prompt());
        Wave wave = new Wave(new Contender("large", post, ""), Integer.parseInt(args[2]));
        PrintStream out = System.out;
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (asked.readLine() != null) {
            out.println(new ObjectMapper().writeValueAsString(wave.run()));
        }
    }

    /// A picture, which is 4 MB in base64.
    private static String prompt() throws IOException {
        byte[] picture = Arrays.copyOf(PNG, PICTURE_BYTES);
        return """
                {"model":"bench","max_tokens":10,"messages":[{"role":"user","content":[{"type":"text","text":"what is it"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}}]}]}""".formatted(Base64.getEncoder().encodeToString(picture));
    }

    private Flooder() {}
}
