import type { NameCulture } from "./places.ts";

/** Given and family names that go together. */
export interface NameList {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/** Common names of several cultures, from which invented persons are put together. */
export const NAMES: Readonly<Record<NameCulture, NameList>> = {
  ANGLO: {
    given: ["Emily", "James", "Hannah", "Michael", "Olivia", "Ethan", "Abigail", "Samuel", "Ruth", "Caleb"],
    family: [
      "Carter",
      "Brooks",
      "Sullivan",
      "Hayes",
      "Parker",
      "Reed",
      "Fletcher",
      "Morgan",
      "Walsh",
      "Dixon",
    ],
  },
  ARABIC: {
    given: ["Layla", "Omar", "Yasmin", "Khalid", "Nour", "Hassan", "Amira", "Tariq", "Salma", "Karim"],
    family: [
      "Haddad",
      "Mansour",
      "Khalil",
      "Nasser",
      "Aziz",
      "Farouk",
      "Saleh",
      "Hamdan",
      "Qasim",
      "Darwish",
    ],
  },
  BENGALI: {
    given: ["Ananya", "Sourav", "Ishita", "Arnab", "Moumita", "Debashis", "Rituparna", "Subhash", "Tanima"],
    family: ["Banerjee", "Chatterjee", "Ghosh", "Mukherjee", "Sen", "Das", "Bhattacharya", "Sarkar", "Bose"],
  },
  CHINESE: {
    given: ["Wei", "Mei", "Jing", "Hao", "Lin", "Xiaoming", "Yun", "Jian", "Hui", "Feng"],
    family: ["Chen", "Wang", "Li", "Zhang", "Liu", "Huang", "Lin", "Wu", "Zhou", "Xu"],
  },
  GERMAN: {
    given: ["Anna", "Lukas", "Marie", "Felix", "Sophie", "Matthias", "Ingrid", "Tobias", "Greta", "Jürgen"],
    family: [
      "Müller",
      "Weber",
      "Fischer",
      "Becker",
      "Schäfer",
      "Koch",
      "Richter",
      "Wolf",
      "Neumann",
      "Lange",
    ],
  },
  HINDI: {
    given: ["Priya", "Rahul", "Kavita", "Amit", "Neha", "Rajesh", "Pooja", "Vikram", "Sunita", "Arjun"],
    family: [
      "Sharma",
      "Gupta",
      "Verma",
      "Singh",
      "Agarwal",
      "Mishra",
      "Yadav",
      "Kapoor",
      "Malhotra",
      "Joshi",
    ],
  },
  HISPANIC: {
    given: ["María", "José", "Lucía", "Diego", "Carmen", "Luis", "Elena", "Javier", "Isabel", "Mateo"],
    family: ["García", "Hernández", "López", "Ramírez", "Torres", "Flores", "Vargas", "Castillo", "Ortega"],
  },
  POLISH: {
    given: ["Agnieszka", "Tomasz", "Magdalena", "Krzysztof", "Zofia", "Marek", "Joanna", "Paweł", "Ewa"],
    family: ["Kowalczyk", "Zieliński", "Wójcik", "Lewandowski", "Mazur", "Dąbrowska", "Pawlak", "Górski"],
  },
  TAMIL: {
    given: [
      "Lakshmi",
      "Karthik",
      "Meenakshi",
      "Senthil",
      "Divya",
      "Murugan",
      "Kavitha",
      "Prakash",
      "Revathi",
    ],
    family: ["Subramanian", "Iyer", "Raman", "Natarajan", "Sundaram", "Venkatesan", "Murthy", "Balakrishnan"],
  },
  TURKISH: {
    given: ["Ayşe", "Mehmet", "Zeynep", "Mustafa", "Fatma", "Emre", "Selin", "Burak", "Derya", "Kemal"],
    family: ["Yılmaz", "Kaya", "Demir", "Çelik", "Şahin", "Aydın", "Öztürk", "Arslan", "Doğan", "Koç"],
  },
};
