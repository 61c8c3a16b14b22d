extension OpenAPIDocument {
  /// Gemini's API: what is answered.
  static let geminiAnswers: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "GenerateContentResponse": {
            "type": "object",
            "properties": {
              "candidates": {
                "type": "array",
                "items": {
                  "type": "object",
                  "properties": {
                    "index": { "type": "integer" },
                    "content": {
                      "type": "object",
                      "properties": {
                        "role": { "type": "string" },
                        "parts": { "type": "array", "items": { "$ref": "#/components/schemas/GeminiPart" } }
                      }
                    },
                    "finishReason": { "type": "string" },
                    "groundingMetadata": { "type": "object" },
                    "safetyRatings": { "type": "array" }
                  }
                }
              },
              "promptFeedback": { "type": "object" },
              "usageMetadata": {
                "type": "object",
                "properties": {
                  "promptTokenCount": { "type": "integer" },
                  "candidatesTokenCount": { "type": "integer" },
                  "thoughtsTokenCount": { "type": "integer" },
                  "cachedContentTokenCount": { "type": "integer" },
                  "totalTokenCount": { "type": "integer" }
                }
              },
              "modelVersion": { "type": "string" },
              "responseId": { "type": "string" }
            }
          },
          "GeminiVector": {
            "type": "object",
            "required": ["values"],
            "properties": { "values": { "type": "array", "items": { "type": "number" } } }
          },
          "GeminiModelList": {
            "type": "object",
            "required": ["models"],
            "properties": {
              "models": { "type": "array", "items": { "$ref": "#/components/schemas/GeminiModel" } },
              "nextPageToken": { "type": "string" }
            }
          },
          "GeminiModel": {
            "type": "object",
            "required": ["name", "displayName", "supportedGenerationMethods"],
            "properties": {
              "name": { "type": "string", "pattern": "^models/" },
              "baseModelId": { "type": "string" },
              "version": { "type": "string" },
              "displayName": { "type": "string" },
              "description": { "type": "string" },
              "inputTokenLimit": { "type": "integer" },
              "outputTokenLimit": { "type": "integer" },
              "supportedGenerationMethods": { "type": "array", "items": { "type": "string" } },
              "temperature": { "type": "number" },
              "maxTemperature": { "type": "number" },
              "topP": { "type": "number" },
              "topK": { "type": "integer" },
              "thinking": { "type": "boolean" }
            }
          },
          "GeminiError": {
            "type": "object",
            "required": ["error"],
            "properties": {
              "error": {
                "type": "object",
                "required": ["code", "message", "status"],
                "properties": {
                  "code": { "type": "integer" },
                  "message": { "type": "string", "minLength": 1 },
                  "status": { "type": "string" },
                  "details": { "type": "array", "items": { "type": "object" } }
                }
              }
            }
          }
        }
      }
    }
    """##
}
