package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A picture in a tool's result, over the socket in each dialect, for a model that takes images only
/// from a user.
@Timeout(60)
class ToolResultImagesTest {
    private static final String PNG = "iVBORw0KGgo=";

    @TempDir
    static Path folder;

    private static LiveRun run;

    @BeforeAll
    static void start() throws Exception {
        String claude = Files.readString(LiveRun.resource("plain.yaml"));
        run = LiveRun.start(Files.writeString(
                folder.resolve("test.yaml"),
                claude.replace("us.anthropic.claude-sonnet-4-6", "us.meta.llama4-scout-17b-instruct-v1:0")));
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /v1/chat/completions | 'tools':[{'type':'function','function':{'name':'t'}}],'messages':[{'role':'user','content':'go'},{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'t','arguments':'{}'}}]},{'role':'tool','tool_call_id':'a','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,PNG'}}]}]
            /v1/messages | 'max_tokens':100,'tools':[{'name':'t','input_schema':{'type':'object'}}],'messages':[{'role':'user','content':'go'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'t','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'PNG'}}]}]}]
            /v1/responses | 'store':false,'tools':[{'type':'function','name':'t','parameters':{'type':'object','properties':{}}}],'input':[{'role':'user','content':'go'},{'type':'function_call','call_id':'a','name':'t','arguments':'{}'},{'type':'function_call_output','call_id':'a','output':[{'type':'input_image','image_url':'data:image/png;base64,PNG'}]}]
            /model/claude/converse | 'toolConfig':{'tools':[{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object'}}}}]},'messages':[{'role':'user','content':[{'text':'go'}]},{'role':'assistant','content':[{'toolUse':{'name':'t','toolUseId':'a','input':{}}}]},{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[{'image':{'format':'png','source':{'bytes':'PNG'}}}]}}]}]
            """)
    void it_is_shown_to_the_model_beside_the_result(String path, String members) throws Exception {
        String model = path.startsWith("/model/") ? "" : "'model':'claude',";
        String body = ("{" + model + members + "}").replace("PNG", PNG).replace('\'', '"');
        HttpRequest request = HttpRequest.newBuilder(run.posting("search", path, body), (_, _) -> true)
                .header("anthropic-version", "2023-06-01")
                .build();
        HttpResponse<String> answer = run.http.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(LiveRun.header(answer, "x-breakwater-adapted")).contains("tool_result_images");
    }
}
