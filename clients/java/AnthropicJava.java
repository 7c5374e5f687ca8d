import com.anthropic.models.messages.MessageCreateParams;
import shared.AnthropicClaims;

/// Anthropic's own client.
public class AnthropicJava {
    public static void main(String... ignored) throws Exception {
        new AnthropicClaims("anthropic-java", MessageCreateParams.Builder::addUserMessageOfContentBlockParams)
                .report("Java anthropic-java");
    }
}
