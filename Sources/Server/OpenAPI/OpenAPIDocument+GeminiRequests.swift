extension OpenAPIDocument {
  /// Gemini's API: what is asked.
  static let geminiRequests: StaticString = ##"""
    {
      "components": {
        "schemas": {
          "GenerateContentRequest": {
            "type": "object",
            "required": ["contents"],
            "properties": {
              "contents": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/GeminiContent" } },
                  { "$ref": "#/components/schemas/GeminiContent" },
                  { "type": "string" }
                ]
              },
              "systemInstruction": {
                "anyOf": [{ "$ref": "#/components/schemas/GeminiContent" }, { "type": "string" }, { "type": "null" }]
              },
              "tools": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/GeminiTool" } },
                  { "$ref": "#/components/schemas/GeminiTool" },
                  { "type": "null" }
                ]
              },
              "toolConfig": { "anyOf": [{ "type": "object" }, { "type": "null" }] },
              "safetySettings": {
                "anyOf": [
                  {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "properties": { "category": { "type": "string" }, "threshold": { "type": "string" } }
                    }
                  },
                  { "type": "null" }
                ]
              },
              "generationConfig": {
                "anyOf": [{ "$ref": "#/components/schemas/GenerationConfig" }, { "type": "null" }]
              },
              "cachedContent": { "type": ["string", "null"] },
              "labels": {
                "anyOf": [{ "type": "object", "additionalProperties": { "type": "string" } }, { "type": "null" }]
              }
            },
            "description": "Names may be written in snake case too."
          },
          "CountTokensRequest": {
            "anyOf": [
              { "$ref": "#/components/schemas/GenerateContentRequest" },
              {
                "type": "object",
                "required": ["generateContentRequest"],
                "properties": { "generateContentRequest": { "$ref": "#/components/schemas/GenerateContentRequest" } }
              }
            ]
          },
          "GenerationConfig": {
            "type": "object",
            "properties": {
              "temperature": { "type": ["number", "null"] },
              "topP": { "type": ["number", "null"] },
              "topK": { "type": ["number", "null"] },
              "candidateCount": { "type": ["integer", "null"] },
              "maxOutputTokens": { "type": ["integer", "null"] },
              "stopSequences": { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "null" }] },
              "responseLogprobs": { "type": ["boolean", "null"] },
              "logprobs": { "type": ["integer", "null"] },
              "presencePenalty": { "type": ["number", "null"] },
              "frequencyPenalty": { "type": ["number", "null"] },
              "seed": { "type": ["integer", "null"] },
              "responseMimeType": { "type": ["string", "null"] },
              "responseSchema": { "type": "object", "description": "OpenAPI's form of a schema." },
              "responseJsonSchema": { "description": "JSON Schema." },
              "routingConfig": { "type": "object" },
              "modelSelectionConfig": { "type": "object" },
              "responseModalities": { "type": "array", "items": { "type": "string" } },
              "mediaResolution": { "type": "string" },
              "speechConfig": { "type": "object" },
              "audioTimestamp": { "type": "boolean" },
              "thinkingConfig": {
                "type": "object",
                "properties": {
                  "thinkingBudget": { "type": ["integer", "null"] },
                  "thinkingLevel": { "type": ["string", "null"] },
                  "includeThoughts": { "type": ["boolean", "null"] }
                }
              },
              "imageConfig": { "type": "object" }
            }
          },
          "GeminiContent": {
            "type": "object",
            "required": ["parts"],
            "properties": {
              "role": {
                "type": ["string", "null"],
                "description": "`user`, `model`, `function`, `tool` or `system`; without one it is the user's."
              },
              "parts": {
                "anyOf": [
                  { "type": "array", "items": { "$ref": "#/components/schemas/GeminiPart" } },
                  { "$ref": "#/components/schemas/GeminiPart" },
                  { "type": "string" }
                ]
              }
            }
          },
          "GeminiPart": {
            "type": "object",
            "properties": {
              "text": { "type": "string" },
              "inlineData": {
                "type": "object",
                "required": ["mimeType", "data"],
                "properties": { "mimeType": { "type": "string" }, "data": { "type": "string" } }
              },
              "fileData": {
                "type": "object",
                "required": ["fileUri"],
                "properties": { "fileUri": { "type": "string" }, "mimeType": { "type": "string" } }
              },
              "functionCall": {
                "type": "object",
                "required": ["name"],
                "properties": {
                  "id": { "type": "string" },
                  "name": { "type": "string" },
                  "args": { "type": "object" }
                }
              },
              "functionResponse": {
                "type": "object",
                "required": ["name"],
                "properties": {
                  "id": { "type": "string" },
                  "name": { "type": "string" },
                  "response": { "type": "object" }
                }
              },
              "executableCode": { "type": "object" },
              "codeExecutionResult": { "type": "object" },
              "toolCall": { "type": "object" },
              "toolResponse": { "type": "object" },
              "thought": { "type": "boolean" },
              "thoughtSignature": { "type": "string" },
              "videoMetadata": { "type": "object" },
              "mediaResolution": { "type": "object" }
            }
          },
          "GeminiTool": {
            "type": "object",
            "properties": {
              "functionDeclarations": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": ["name"],
                  "properties": {
                    "name": { "type": "string" },
                    "description": { "type": "string" },
                    "parameters": { "type": "object" },
                    "parametersJsonSchema": {}
                  }
                }
              },
              "googleSearch": { "type": "object" },
              "googleSearchRetrieval": { "type": "object" },
              "urlContext": { "type": "object" },
              "codeExecution": { "type": "object" },
              "googleMaps": { "type": "object" },
              "enterpriseWebSearch": { "type": "object" },
              "computerUse": { "type": "object" },
              "retrieval": { "type": "object" },
              "fileSearch": { "type": "object" }
            }
          },
          "EmbedContentRequest": {
            "type": "object",
            "required": ["content"],
            "properties": {
              "content": { "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/GeminiContent" }] },
              "taskType": { "type": ["string", "null"] },
              "title": { "type": ["string", "null"] },
              "outputDimensionality": { "type": ["integer", "null"] },
              "embedContentConfig": {
                "type": "object",
                "description": "The same settings, as the SDK sends them for newer models."
              }
            }
          }
        }
      }
    }
    """##
}
